#include "pages/pages.hpp"

#include <algorithm>
#include <array>

namespace portal {
namespace {

using Type = std::pair<std::string_view, std::string_view>;

constexpr std::array types = {Type{".html", "text/html; charset=utf-8"},
                              Type{".css", "text/css; charset=utf-8"},
                              Type{".js", "text/javascript; charset=utf-8"},
                              Type{".mjs", "text/javascript; charset=utf-8"},
                              Type{".svg", "image/svg+xml"},
                              Type{".png", "image/png"},
                              Type{".json", "application/json"},
                              Type{".webmanifest", "application/manifest+json"}};

std::string_view type_of(std::string_view path) {
  const auto* found =
      std::ranges::find_if(types, [&](const Type& type) { return path.ends_with(type.first); });
  return found == types.end() ? "application/octet-stream" : found->second;
}

const PageFile* file_at(std::span<const PageFile> files, std::string_view path) {
  path.remove_prefix(std::min<std::size_t>(path.size(), 1));
  if (path.empty()) return find_file(files, "index.html");
  if (const PageFile* file = find_file(files, path); file != nullptr) return file;
  return find_file(files, std::string(path) + ".html");
}

}  // namespace

const PageFile* find_file(std::span<const PageFile> files, std::string_view path) {
  const auto found = std::ranges::find(files, path, &PageFile::path);
  return found == files.end() ? nullptr : &*found;
}

Response answer_page(std::span<const PageFile> files, const Request& request) {
  Response response;
  response.route = "page";
  if (request.method != "GET" && request.method != "HEAD") {
    response.status = 405;
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  const PageFile* file = file_at(files, request.path);
  if (file == nullptr) {
    response.status = 404;
    file = find_file(files, "not-found.html");
    if (file == nullptr) {
      response.content_type = "text/plain; charset=utf-8";
      response.headers.emplace_back("Cache-Control", "no-store");
      response.body = "There is no such page.\n";
      return response;
    }
  }
  const bool is_page = file->path.ends_with(".html");
  response.content_type = std::string(type_of(file->path));
  // A page shows what is secret, and Back has to ask for it anew; its parts are asked for again, and mostly unchanged.
  response.headers.emplace_back("Cache-Control", is_page ? "no-store" : "no-cache");
  if (!is_page) response.headers.emplace_back("ETag", std::string(file->etag));
  if (!is_page && request.header("if-none-match") == file->etag) {
    response.status = 304;
    return response;
  }
  response.body = std::string(file->content);
  return response;
}

}  // namespace portal
