#!/usr/bin/env bash
# A marker that is only quoted, fenced or indented in a message is no evidence.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 120 src/app.ts
git commit -q --no-verify -m 'Describe the marker

> Co-Authored-By: Claude <noreply@anthropic.com>

    Co-Authored-By: Claude <noreply@anthropic.com>

```
Co-Authored-By: Claude <noreply@anthropic.com>
```

That is how it looks.'
expect_status 0 sallyport check --range main..topic
expect_json '.change.lines.ai' 0 sallyport check --range main..topic --json
