"""What the words of request files mean, as far as no schema tells it."""

from __future__ import annotations

from typing import Final

DYNAMIC: Final = {
    "$uuid": "a random UUID (version 4), a new one at each use",
    "$guid": "a random UUID (version 4), a new one at each use",
    "$random.uuid": "a random UUID (version 4), a new one at each use",
    "$timestamp": "the time in seconds since 1970; `{{$timestamp -1 d}}` is a day ago",
    "$isoTimestamp": "the time in UTC, as ISO 8601 has it",
    "$date": "the local date, `YYYY-MM-DD`",
    "$datetime": "the time in UTC: `iso8601`, `rfc1123` or a layout in quotes, and an offset such as `1 d`",
    "$localDatetime": "the local time: `iso8601`, `rfc1123` or a layout in quotes, and an offset such as `1 d`",
    "$randomInt": "a random integer: `{{$randomInt 1 7}}` is 1 to 6",
    "$random.integer": "a random integer: `{{$random.integer(1, 7)}}` is 1 to 6",
    "$random.float": "a random number between two others",
    "$random.alphabetic": "random letters, as many as it says",
    "$random.alphanumeric": "random letters and digits, as many as it says",
    "$random.hexadecimal": "random hexadecimal digits, as many as it says",
    "$random.email": "a random address in the domain example.com",
    "$processEnv": "a variable of the environment of the process",
    "$dotenv": "a variable of the nearest `.env` file",
    "$auth.token": "a token that is got as the environment's `Security.Auth` says, when the call is made",
}
"""The dynamic variables by name."""

METADATA: Final = {
    "authorization": "credentials, such as `Bearer …`; they are masked wherever the call is shown",
    "content-type": "is ignored: gRPC sets it",
    "grpc-timeout": "is reserved: `# @timeout 5s` sets it",
    "user-agent": "is reserved: gRPC sets it",
    "te": "is reserved: gRPC sets it",
}
"""Keys of metadata that have a meaning of their own."""

BINARY: Final = "the value is base64, and bytes on the wire"
PLAIN: Final = "the value is sent as it is written, in ASCII"

SUBJECTS: Final = {
    "status": "the status of the call, by name or number",
    "duration": "how long the call took, such as `300ms`",
    "header": "a key of the metadata that the response began with",
    "trailer": "a key of the metadata that the response ended with",
    "body": "the response as JSON, or what a JSONPath finds in it; of a stream, the last message",
    "message": "one message of a stream, from 0: `message[0]`",
    "messages": "all messages of a stream; `messages count` is how many there were",
    "details": "the details of an error, as JSON",
    "js": "JavaScript, which is not run",
    "xpath": "XPath, which is not looked at",
}
"""What assertions look at."""

OPERATORS: Final = {
    "==": "both are equal, numbers as numbers",
    "!=": "they are not equal",
    ">": "it is greater",
    ">=": "it is greater or equal",
    "<": "it is less",
    "<=": "it is less or equal",
    "startsWith": "the text starts with it",
    "endsWith": "the text ends with it",
    "includes": "the text, array or object has it",
    "contains": "the text, array or object has it",
    "exists": "there is such a value",
    "matches": "the text matches the regular expression",
    "isNumber": "it is a number",
    "isString": "it is a string",
    "isBoolean": "it is `true` or `false`",
    "isArray": "it is an array",
    "isTrue": "it is `true`",
    "isFalse": "it is `false`",
}
"""What assertions ask."""
