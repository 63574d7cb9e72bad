const COMPARISON = /([A-Za-z_][\w.]*)\s*(==|!=|>=|<=|>|<)\s*('[^']*'|"[^"]*"|[\w.+-]+)/;
const FLAG = /^\s*(!?)\s*([\w.]+)\s*$/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

type Values = Record<string, unknown>;

/**
 * Whether a field's `visibleIf` holds beside these values: one comparison or one flag, by the
 * kernel's rules. What is neither always holds.
 */
export function isVisible(condition: string | undefined, values: Values): boolean {
  if (!condition) return true;
  const comparison = COMPARISON.exec(condition);
  if (comparison) {
    const [, field = '', operator = '', right = ''] = comparison;
    return compare(values[field], operator, other(right, values));
  }
  const flag = FLAG.exec(condition);
  return flag ? isSet(values[flag[2] ?? '']) === (flag[1] === '') : true;
}

function other(right: string, values: Values): unknown {
  if (/^['"]/.test(right)) return right.slice(1, -1);
  if (right === 'true' || right === 'false') return right === 'true';
  if (NUMBER.test(right)) return Number(right);
  return right in values ? values[right] : right;
}

/** Only numbers have an order. */
function compare(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') return false;
  switch (operator) {
    case '>=':
      return left >= right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left < right;
  }
}

const isSet = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && value !== 0 && value !== '';
