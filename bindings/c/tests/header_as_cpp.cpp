#include "counterfoil.h"
