"""JSON Schemas: of the book's files, and of what commands give as JSON."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from acctplan.model.block import BLOCKS, type_of

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FILES = ("plan", "facts", "team", "settings")


def names() -> list[str]:
    """Everything that has a schema."""
    from acctplan.cli.outputs import OUTPUTS

    return [*_FILES, *sorted(OUTPUTS)]


def schema_of(name: str) -> dict[str, Any]:
    """The schema of a file or of an output."""
    if name == "plan":
        return _plan()
    if name == "facts":
        return _facts()
    if name == "team":
        from acctplan.model.team import Member

        return {"$schema": _DRAFT, "title": "team.yaml", **_hoisted({"type": "object", "additionalProperties": _of(Member)})}
    if name == "settings":
        from acctplan.model.settings import Settings, section_type

        shape: dict[str, Any] = {
            "type": "object",
            "properties": {key: _of(section_type(key)) for key in Settings._fields},
            "additionalProperties": False,
        }
        return {"$schema": _DRAFT, **_hoisted(shape), "title": "acctplan.yaml"}
    from acctplan.cli.outputs import OUTPUTS

    envelope = {"schema_version": {"const": 1}, "tool_version": {"type": "string"}, "kind": {"const": name}}
    shape = _hoisted(_of(OUTPUTS[name]))
    properties = {**shape.pop("properties", {}), **envelope}
    return {
        **shape,
        "$schema": _DRAFT,
        "title": f"acctplan {name}",
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
    }


def schema_files() -> dict[str, str]:
    """The schemas that editors read, by path in a book."""
    import json

    return {
        f".acctplan/{name}.schema.json": json.dumps(schema_of(name), indent=2, sort_keys=True) + "\n"
        for name in ("settings", "team", "facts")
    }


def _of(kind: Any) -> dict[str, Any]:
    return TypeAdapter(kind).json_schema(mode="serialization")


def _hoisted(schema: dict[str, Any]) -> dict[str, Any]:
    """Definitions of nested schemas moved to the root, where references look for them."""
    definitions: dict[str, Any] = {}

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            definitions.update({key: walk(item) for key, item in value.get("$defs", {}).items()})
            return {key: walk(item) for key, item in value.items() if key != "$defs"}
        return [walk(item) for item in value] if isinstance(value, list) else value

    hoisted = walk(schema)
    return {**hoisted, "$defs": definitions} if definitions else hoisted


def _plan() -> dict[str, Any]:
    """The front matter as people type it: short forms are text where an item is expected; the rest is for `lint` to judge."""
    properties: dict[str, Any] = {}
    for name, block in BLOCKS.items():
        one = TypeAdapter(type_of(name)).json_schema(mode="serialization", by_alias=True)
        short = {"anyOf": [one, {"type": "string", "description": "short form"}, {"type": "null"}]}
        many = {"type": ["object", "null"], "additionalProperties": short}
        properties[name] = {
            "value": {"anyOf": [one, {"type": "null"}]},
            "record": {"anyOf": [one, {"type": "null"}]},
            "items": many,
            "table": many,
        }.get(block.shape, {"anyOf": [{"type": "array", "items": one}, one, {"type": "string"}, {"type": "null"}]})
    shape = _hoisted({"type": "object", "properties": properties, "required": ["account"], "additionalProperties": False})
    return {"$schema": _DRAFT, "title": "An account plan's fields", **_as_typed(shape)}


def _as_typed(schema: Any) -> Any:
    """The schema for what stands in a file: any scalar where text is meant, one for a list of one, a short form, a blank."""
    if isinstance(schema, list):
        return [_as_typed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    loose = {key: _as_typed(item) for key, item in schema.items()}
    if loose.get("type") == "string" and not {"enum", "const"} & loose.keys():
        return {**loose, "type": ["string", "number", "boolean", "null"]}
    if loose.get("type") == "array" and "items" in loose:
        return {"anyOf": [loose, loose["items"], {"type": "null"}]}
    return {"anyOf": [loose, {"type": ["string", "null"]}]} if "$ref" in loose else loose


def _facts() -> dict[str, Any]:
    group = {"type": "object", "properties": {"source": {"type": "string"}, "changed_at": {"type": "string"}}, "additionalProperties": True}
    fixed = {"account": {"type": "string"}, "organisation": {"type": "string"}, "external": {"type": "object"}}
    return {
        "$schema": _DRAFT,
        "title": "facts/SLUG.yaml",
        "type": "object",
        "properties": fixed,
        "required": ["account"],
        "additionalProperties": group,
    }
