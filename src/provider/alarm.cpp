#include "counterfoil/provider/alarm.hpp"

namespace counterfoil {

AlarmSink::~AlarmSink() = default;

}  // namespace counterfoil
