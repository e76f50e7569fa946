#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "http/message.hpp"

namespace portal {

/// A file of the pages, which lies in the program.
struct PageFile {
  std::string_view path;  ///< "sign-in.html"
  std::string_view content;
  std::string_view etag;
};

std::span<const PageFile> portal_files();
std::span<const PageFile> authenticator_files();

const PageFile* find_file(std::span<const PageFile> files, std::string_view path);

/// Answers a GET of a page or of one of its parts. `/name` is the page `name.html`.
Response answer_page(std::span<const PageFile> files, const Request& request);

}  // namespace portal
