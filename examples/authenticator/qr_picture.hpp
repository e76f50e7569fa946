#pragma once

#include <string>

#include <counterfoil/base/result.hpp>
#include <counterfoil/base/secret.hpp>

/// The text of the one QR code in a picture, read by the program zbarimg.
/// @return errc::invalid_uri when there is none or more than one, errc::provider_failed.
counterfoil::Result<counterfoil::SecretBytes> read_qr_picture(const std::string& path);
