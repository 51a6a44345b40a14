import { parseSync } from "oxc-parser";

/** The functions that take a user-visible message, with the position of that argument. */
const ARGUMENTS = new Map([
  ["DomainError", 1],
  ["invalid", 1],
  ["notFound", 0],
  ["refuse", 1],
  ["refine", 1],
  ["regex", 1],
  ["reportProblem", 2],
  ["countLoss", 0],
  ["endImport", 3],
]);

/** @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node */

/**
 * Finds a file's user-visible messages: arguments of errors and schema rules, tagged templates, entries of objects
 * whose name ends with `MESSAGES`, and the messages of issues.
 * @param {string} path
 * @param {string} text
 * @returns {{ templates: string[], problems: string[] }} the English messages, with `{0}` for the first value, and the
 * places where a message can't be translated because it is concatenated without the tag
 */
export function messagesOf(path, text) {
  const { program } = parseSync(path, text);
  const nodes = nodesOf(program);
  const constants = new Map(nodes.filter(isConstant).map(({ id, init }) => [id.name, init]));
  const templates = nodes.filter(isTagged).map(({ quasi }) => templateOf(quasi));
  /** @type {string[]} */
  const problems = [];
  for (const node of nodes.flatMap(messagesIn).flatMap((found) => alternativesOf(found, constants))) {
    const plain = plainText(node);
    if (plain !== null) templates.push(plain);
    else if (node.type === "TemplateLiteral" || node.type === "BinaryExpression")
      problems.push(`${path}:${text.slice(0, node.start).split("\n").length} ${text.slice(node.start, node.end)}`);
  }
  return { templates: templates.filter((template) => /\p{L}/u.test(template.replaceAll(/\{\d\}/g, ""))), problems };
}

/** @param {Node} node */
function isTagged(node) {
  return node.type === "TaggedTemplateExpression" && node.tag.name === "message";
}

/** @param {Node} node */
function isConstant({ type, id, init }) {
  return (
    type === "VariableDeclarator" &&
    id.type === "Identifier" &&
    (init?.type === "TemplateLiteral" || (init && plainText(init) !== null))
  );
}

/**
 * Returns the direct parts of a node that are messages. Nested nodes are not searched.
 * @param {Node} node
 * @returns {Node[]}
 */
function messagesIn(node) {
  if (node.type === "NewExpression" || node.type === "CallExpression") {
    const name = node.callee.name ?? node.callee.property?.name;
    const position = name === "addIssue" ? 0 : ARGUMENTS.get(name);
    const argument = position === undefined ? undefined : node.arguments[position];
    return argument?.type === "ObjectExpression" ? messagePropertiesOf(argument) : argument ? [argument] : [];
  }
  if (node.type === "VariableDeclarator" && node.id.name?.endsWith("MESSAGES"))
    return (node.init?.properties ?? []).map((/** @type {Node} */ property) => property.value);
  if (node.type === "Property" && node.key.name === "issues")
    return (node.value.elements ?? []).flatMap(messagePropertiesOf);
  return [];
}

/**
 * @param {Node} object
 * @returns {Node[]}
 */
function messagePropertiesOf({ properties = [] }) {
  return properties
    .filter((/** @type {Node} */ { key }) => key?.name === "message" || key?.name === "error")
    .map((/** @type {Node} */ { value }) => value);
}

/**
 * Returns the expressions that an expression can evaluate to: both branches of a conditional, or the value of a
 * constant in the same file.
 * @param {Node} node
 * @param {Map<string, Node>} constants
 * @returns {Node[]}
 */
function alternativesOf(node, constants) {
  if (node.type === "ConditionalExpression")
    return [node.consequent, node.alternate].flatMap((branch) => alternativesOf(branch, constants));
  if (node.type === "LogicalExpression")
    return [node.left, node.right].flatMap((branch) => alternativesOf(branch, constants));
  return [constants.get(node.name) ?? node];
}

/**
 * @param {Node} quasi
 * @returns {string}
 */
function templateOf({ quasis }) {
  return quasis
    .map((/** @type {Node} */ { value }) => value.cooked)
    .reduce(
      (/** @type {string} */ text, /** @type {string} */ part, /** @type {number} */ index) =>
        `${text}{${index - 1}}${part}`,
    );
}

/**
 * Returns the value of a string, even if it is split over several lines.
 * @param {Node} node
 * @returns {string | null}
 */
function plainText(node) {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateLiteral" && node.expressions.length === 0) return node.quasis[0].value.cooked;
  if (node.type !== "BinaryExpression" || node.operator !== "+") return null;
  const [left, right] = [plainText(node.left), plainText(node.right)];
  return left === null || right === null ? null : left + right;
}

/**
 * Returns all nodes of a syntax tree, in source order.
 * @param {unknown} node
 * @returns {Node[]}
 */
function nodesOf(node) {
  if (typeof node !== "object" || node === null) return [];
  const inside = Object.values(node).flatMap(nodesOf);
  return !Array.isArray(node) && "type" in node ? [/** @type {Node} */ (node), ...inside] : inside;
}

/**
 * Compares the messages in the source with their translations.
 * @param {readonly string[]} templates
 * @param {Readonly<Record<string, string>>} texts
 * @returns {string[]} messages without a translation, translations with different placeholders, and translations
 * without a message
 */
export function differences(templates, texts) {
  const known = new Set(templates);
  const missing = [...known].filter((template) => !Object.hasOwn(texts, template));
  const changed = [...known].filter(
    (template) => Object.hasOwn(texts, template) && placeholdersOf(template) !== placeholdersOf(texts[template] ?? ""),
  );
  const unused = Object.keys(texts).filter((template) => !known.has(template));
  return [
    ...missing.map((template) => `no text: ${template}`),
    ...changed.map((template) => `other placeholders: ${template}`),
    ...unused.map((template) => `unused: ${template}`),
  ];
}

/** @param {string} text */
function placeholdersOf(text) {
  return (text.match(/\{\d+\}/g) ?? []).toSorted().join(" ");
}
