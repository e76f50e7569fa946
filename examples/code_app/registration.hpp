#pragma once

#include <counterfoil/counterfoil.hpp>
#include <string>

/// What a person needs to get a secret into their code app, and the product to check its codes.
struct Registration {
  counterfoil::SecretBytes secret{};
  counterfoil::TotpParameters parameters{};
  counterfoil::SecretBytes typed_form{};  ///< The secret in base32, for a person who cannot scan.
  std::string picture{};                  ///< The QR code as lines of text.
  int columns = 0;                        ///< How wide the picture is, in characters.
  int lines = 0;                          ///< How high.
};

/// Makes a fresh secret and draws its otpauth URI. A product stores the secret sealed, and activates it only when the
/// person has typed a first right code.
counterfoil::Result<Registration> begin_registration(const std::string& issuer, const std::string& account,
                                                     counterfoil::Entropy& entropy);
