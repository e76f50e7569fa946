#include "counterfoil.h"

/* C wants something in a file. */
typedef int (*header_compiles)(void);
