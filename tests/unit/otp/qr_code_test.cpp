#include "counterfoil/otp/qr_code.hpp"

#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "counterfoil/otp/otp_secret.hpp"
#include "counterfoil/otp/otpauth_uri.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/temporary_directory.hpp"
#include "unit/otp/otp_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

std::string file_in(const TemporaryDirectory& directory, std::size_t number, const std::string& ending) {
  return directory / (std::to_string(number) + ending);
}

std::string random_name(std::mt19937_64& random) {
  const std::vector<std::string> pieces = {
      "a", "Z", "7", " x", "@example.com", "&", "?", "#",    "/",           "%",
      "é", "ß", "ø", "京", "日",           "ש", "م", "🙂", "👩‍💻", "🔐"};
  std::string name = "n";
  const auto length = random() % 12;
  for (std::uint64_t i = 0; i < length; ++i) name += pieces[random() % pieces.size()];
  return name;
}

std::string uri_text(const OtpauthUri& uri) {
  return text_of(write_otpauth_uri(uri).value());
}

OtpauthUri longest_uri() {
  OtpauthUri uri;
  uri.issuer = std::string(max_otpauth_issuer_size, '/');
  uri.account = std::string(max_otpauth_account_size, '/');
  uri.secret = SecretBytes(max_otp_secret_size);
  uri.codes = HotpStart{OtpParameters::make(OtpAlgorithm::sha512, 8).value(), max_hotp_counter};
  return uri;
}

/// Random labels and secrets, emoji and other scripts among them, and the longest URI there is.
std::vector<std::string> sample_uris() {
  std::mt19937_64 random(102);
  std::vector<std::string> uris;
  for (int i = 0; i < 36; ++i) {
    OtpauthUri uri;
    if (i % 3 != 0) uri.issuer = random_name(random);
    uri.account = random_name(random);
    uri.secret = random_bytes(random, 16 + random() % 49);
    if (i % 4 == 0) uri.codes = HotpStart{{}, random() >> 1};
    uris.push_back(uri_text(uri));
  }
  OtpauthUri emoji;
  emoji.issuer = "🎟️ Counterfoil";
  emoji.account = "👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈";
  emoji.secret = rfc_secret();
  uris.push_back(uri_text(emoji));
  uris.push_back(uri_text(longest_uri()));
  return uris;
}

/// What zbarimg reads from the images, one line each, in their order.
std::vector<std::string> read_by_zbar(const std::string& images) {
  const CommandOutput output =
      run_command("zbarimg --quiet --raw --nodbus -Sdisable -Sqrcode.enable " + images + " 2>/dev/null");
  CHECK(output.status == 0);
  std::istringstream stream(output.text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// Terminal text as modules: one row of true (dark) and false (light) for each half line, colours checked.
std::vector<std::vector<bool>> modules_of(const std::string& text) {
  const std::string begin = "\x1B[38;5;16;48;5;231m";
  const std::string end = "\x1B[39;49m";
  std::vector<std::vector<bool>> rows;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    REQUIRE(line.compare(0, begin.size(), begin) == 0);
    REQUIRE(line.size() >= begin.size() + end.size());
    REQUIRE(line.compare(line.size() - end.size(), end.size(), end) == 0);
    const std::string blocks = line.substr(begin.size(), line.size() - begin.size() - end.size());
    std::vector<bool> upper;
    std::vector<bool> lower;
    for (std::size_t i = 0; i < blocks.size();) {
      const std::string block = blocks[i] == ' ' ? " " : blocks.substr(i, 3);
      REQUIRE((block == " " || block == "▀" || block == "▄" || block == "█"));
      upper.push_back(block == "▀" || block == "█");
      lower.push_back(block == "▄" || block == "█");
      i += block.size();
    }
    rows.push_back(upper);
    rows.push_back(lower);
  }
  return rows;
}

/// Draws the modules, 4 pixels each, on a terminal whose own background has the grey value `around`.
void write_terminal_picture(const std::string& file, const std::vector<std::vector<bool>>& rows, int around) {
  constexpr std::size_t scale = 4;
  constexpr std::size_t margin = 40;
  const std::size_t width = rows.front().size() * scale + 2 * margin;
  const std::size_t height = rows.size() * scale + 2 * margin;
  std::ofstream picture(file, std::ios::binary);
  picture << "P5\n" << width << ' ' << height << "\n255\n";
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const bool inside = x >= margin && x < width - margin && y >= margin && y < height - margin;
      int grey = around;
      if (inside) grey = rows[(y - margin) / scale][(x - margin) / scale] ? 0 : 255;
      picture.put(static_cast<char>(grey));
    }
  }
}

}  // namespace

TEST_CASE("[F102] an independent decoder reads the exact URI from the SVG of every QR code") {
  const TemporaryDirectory directory;
  const std::vector<std::string> uris = sample_uris();
  std::string convert = "set -e\n";
  std::string images;
  for (std::size_t i = 0; i < uris.size(); ++i) {
    const QrCode code = QrCode::encode(uris[i]).value();
    std::ofstream(file_in(directory, i, ".svg")) << code.svg("QR code").value();
    const int pixels = 4 * (code.size() + 2 * QrCode::quiet_zone);
    convert += "rsvg-convert --width=" + std::to_string(pixels) +
               " --output=" + file_in(directory, i, ".png") + " " + file_in(directory, i, ".svg") + "\n";
    images += file_in(directory, i, ".png") + " ";
  }
  REQUIRE(run_command(convert).status == 0);
  CHECK(read_by_zbar(images) == uris);
}

TEST_CASE(
    "[F102] an independent decoder reads the exact URI from the terminal text, on dark and light terminals") {
  const TemporaryDirectory directory;
  const std::vector<std::string> uris = sample_uris();
  for (const int around : {0, 255}) {
    std::string images;
    for (std::size_t i = 0; i < uris.size(); ++i) {
      const auto rows = modules_of(QrCode::encode(uris[i]).value().terminal_text().value());
      write_terminal_picture(file_in(directory, i, ".pgm"), rows, around);
      images += file_in(directory, i, ".pgm") + " ";
    }
    CHECK(read_by_zbar(images) == uris);
  }
}

TEST_CASE("every picture has a quiet zone of 4 light modules and shows the matrix") {
  const QrCode code = QrCode::encode("otpauth://totp/alice?secret=GEZDGNBVGY3TQOJQ").value();
  const auto rows = modules_of(code.terminal_text().value());
  const std::size_t side = static_cast<std::size_t>(code.size()) + 2 * std::size_t{QrCode::quiet_zone};
  REQUIRE(rows.size() == side + 1);  // an odd number of rows, and the last line has two
  for (std::size_t y = 0; y < rows.size(); ++y) {
    REQUIRE(rows[y].size() == side);
    for (std::size_t x = 0; x < side; ++x) {
      const bool dark = code.is_dark(static_cast<int>(x) - 4, static_cast<int>(y) - 4);
      if (rows[y][x] != dark) FAIL("module " << x << ", " << y);
    }
  }
  for (int i = -4; i < code.size() + 4; ++i) {
    for (const int edge : {-1, -4, code.size(), code.size() + 3}) {
      CHECK_FALSE(code.is_dark(i, edge));
      CHECK_FALSE(code.is_dark(edge, i));
    }
  }
  for (int i = 0; i < 7; ++i) {
    CHECK(code.is_dark(i, 0));
    CHECK(code.is_dark(code.size() - 1 - i, 0));
    CHECK(code.is_dark(0, code.size() - 1 - i));
  }
}

TEST_CASE("an SVG image is white with one black path, sharp, and has a title that is escaped") {
  const QrCode code = QrCode::encode("https://example.com/authenticator/t#0123").value();
  const std::string svg = code.svg("Scan <this> & \"that\"").value();
  const std::string side = std::to_string(code.size() + 8);
  CHECK(svg.find("viewBox=\"0 0 " + side + " " + side + "\"") != std::string::npos);
  CHECK(svg.find("shape-rendering=\"crispEdges\"") != std::string::npos);
  CHECK(svg.find("role=\"img\"><title>Scan &lt;this&gt; &amp; \"that\"</title>") != std::string::npos);
  CHECK(svg.find("<path") == svg.rfind("<path"));
  CHECK(svg.find("style") == std::string::npos);
  CHECK(svg.find("example.com") == std::string::npos);
}

TEST_CASE("a title that no XML document can hold is refused") {
  const QrCode code = QrCode::encode("https://example.com").value();
  CHECK(code.svg("").error().code == errc::invalid_argument);
  CHECK(code.svg(std::string("a\0b", 3)).error().code == errc::invalid_argument);
  CHECK(code.svg("a\nb").error().code == errc::invalid_argument);
  CHECK(code.svg("\xEF\xBF\xBF").error().code == errc::invalid_argument);
  CHECK(code.svg("\xC3").error().code == errc::invalid_utf8);
  CHECK(code.svg(std::string(201, 'a')).error().code == errc::too_long);
  CHECK(code.svg(std::string(200, 'a')).has_value());
}

TEST_CASE("text that is not printable ASCII, is empty or too long has no QR code") {
  for (const std::string& text : {std::string(), std::string("a b"), std::string("a\nb"),
                                  std::string("a\0b", 3), std::string("caf\xC3\xA9"), std::string("\x7F")}) {
    const auto code = QrCode::encode(text);
    REQUIRE_FALSE(code);
    CHECK(code.error() == Error(errc::invalid_argument, "text: expected printable ASCII without spaces"));
  }
  CHECK(QrCode::encode(std::string(QrCode::max_text_size, 'a')).value().size() == 177);
  CHECK(QrCode::encode(std::string(QrCode::max_text_size + 1, 'a')).error().code == errc::too_long);
  CHECK(QrCode::encode("A").value().size() == 21);
}
