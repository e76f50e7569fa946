// A strict checker of the JSON Schema that examples/portal/openapi.json uses. A keyword that it does not know is an error,
// so nothing in the document goes unchecked.

const annotations = new Set(["description", "examples", "default", "format", "title"]);

function typeOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const size = (text) => [...text].length;

/** What each keyword complains of, or "" . */
const keywords = {
  type: (type, value) => (typeOf(value) === type || (type === "number" && typeOf(value) === "integer") ? "" : `is no ${type}`),
  const: (expected, value) => (same(expected, value) ? "" : `is not ${JSON.stringify(expected)}`),
  enum: (choices, value) => (choices.some((one) => same(one, value)) ? "" : `is none of ${choices}`),
  pattern: (pattern, value) => (typeof value !== "string" || new RegExp(pattern, "u").test(value) ? "" : `is not like ${pattern}`),
  minLength: (least, value) => (typeof value !== "string" || size(value) >= least ? "" : "is too short"),
  maxLength: (most, value) => (typeof value !== "string" || size(value) <= most ? "" : "is too long"),
  minimum: (least, value) => (typeof value !== "number" || value >= least ? "" : "is too small"),
  maximum: (most, value) => (typeof value !== "number" || value <= most ? "" : "is too large"),
  minItems: (least, value) => (!Array.isArray(value) || value.length >= least ? "" : "has too few"),
  required: (names, value) => {
    const missing = typeOf(value) === "object" ? names.filter((name) => !Object.hasOwn(value, name)) : [];
    return missing.length ? `lacks ${missing}` : "";
  },
};

export class Checker {
  /** @param {object} document  in which "#/…" is looked up */
  constructor(document) {
    this.document = document;
  }

  resolve(schema) {
    if (!schema.$ref) return schema;
    const found = schema.$ref.replace(/^#\//, "").split("/").reduce((from, name) => from?.[name], this.document);
    if (!found) throw new Error(`${schema.$ref}: there is no such part`);
    return this.resolve(found);
  }

  /** @returns {string[]} what is wrong with the value */
  complaints(reference, value, path = "") {
    const schema = this.resolve(reference);
    return Object.entries(schema).flatMap(([keyword, expected]) => {
      if (annotations.has(keyword)) return [];
      if (keywords[keyword]) {
        const wrong = keywords[keyword](expected, value);
        return wrong ? [`${path || "/"} ${wrong}: ${JSON.stringify(value)}`] : [];
      }
      if (!this[`check_${keyword}`]) throw new Error(`${path || "/"}: the checker does not know "${keyword}"`);
      return this[`check_${keyword}`](expected, value, path, schema);
    });
  }

  check_properties(properties, value, path) {
    if (typeOf(value) !== "object") return [];
    const there = Object.entries(properties).filter(([name]) => Object.hasOwn(value, name));
    return there.flatMap(([name, schema]) => this.complaints(schema, value[name], `${path}/${name}`));
  }

  check_additionalProperties(allowed, value, path, { properties = {} }) {
    if (typeOf(value) !== "object") return [];
    const others = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
    if (allowed === false) return others.map((name) => `${path}/${name} is not described`);
    return others.flatMap((name) => this.complaints(allowed, value[name], `${path}/${name}`));
  }

  check_items(schema, value, path) {
    return Array.isArray(value) ? value.flatMap((one, at) => this.complaints(schema, one, `${path}/${at}`)) : [];
  }

  check_oneOf(choices, value, path) {
    const fitting = choices.filter((one) => this.complaints(one, value, path).length === 0);
    return fitting.length === 1 ? [] : [`${path || "/"} fits ${fitting.length} of ${choices.length} choices`];
  }
}
