/* XML text for reports. */
#pragma once
#include <glib.h>

/* TEXT in an attribute or between tags; control characters, which XML 1.0 cannot hold, made visible. */
void xml_append_text (GString *out, const char *text);
/* ` name="value"` */
void xml_append_attribute (GString *out, const char *name, const char *value);
