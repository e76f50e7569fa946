// Uses something of every layer through the one header that includes them all, as an embedder would.
#include <counterfoil/counterfoil.hpp>

#include <cstdio>

int main() {
  const auto entropy = counterfoil::system_entropy();
  struct ThingTag;
  const auto id = counterfoil::random_id<counterfoil::RandomId<ThingTag>>(*entropy);
  if (!id) return 1;
  const auto tenant = counterfoil::TenantId::parse("example");
  if (!tenant || counterfoil::TenantId::parse("not a name")) return 1;
  std::printf("%s %s\n", tenant->text().c_str(), id->text().c_str());
  return 0;
}
