#pragma once

#include "curses_shims.h"
#include "rescue.h"
