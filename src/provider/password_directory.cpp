#include "counterfoil/provider/password_directory.hpp"

namespace counterfoil {

PasswordDirectory::~PasswordDirectory() = default;

}  // namespace counterfoil
