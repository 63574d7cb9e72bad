import { isSensitive, type Param } from '../api/types';
import { textOf } from './form';

/** The field and all within it, to be looked at. */
export const readOnly = (param: Param): Param => ({
  ...param,
  ui: { ...param.ui, readonly: true },
  ...(param.fields ? { fields: param.fields.map(readOnly) } : {}),
  ...(param.items ? { items: readOnly(param.items) } : {}),
});

/**
 * The field as something that may be set over a value, or left as it is: nothing in it is required,
 * filled in or hidden.
 *
 * @param below what holds where it is left empty
 */
export function overriding(param: Param, below: unknown): Param {
  const { default: _default, minItems: _minItems, ui, fields, ...kept } = param;
  const { visibleIf: _visibleIf, placeholder, ...looks } = ui ?? {};
  const shown = (isSensitive(param) ? undefined : textOf(param, below)) ?? placeholder;
  const members = (below ?? {}) as Record<string, unknown>;
  return {
    ...kept,
    required: false,
    ui: { ...looks, ...(shown === undefined ? {} : { placeholder: shown }) },
    ...(fields ? { fields: fields.map((it) => overriding(it, members[it.name])) } : {}),
  };
}
