import { useContext } from 'react';
import type { Param } from '../api/types';
import { textOf } from './form';
import { Fields, type Errors } from './Fields';
import { ListField } from './ListField';
import { Marks } from './marks';
import { ParamField } from './ParamField';
import { asBranch, asList, isList, isStructured, type Node } from './tree';

interface Props {
  param: Param;
  node: Node;
  path: string;
  errors: Errors;
  onChange: (node: Node) => void;
  label?: string;
}

/** A field of any shape: members in a frame, items in a list, or one control. */
export function FieldNode({ param, node, path, errors, onChange, label }: Props) {
  const mark = useContext(Marks)[path];
  if (isStructured(param)) {
    return (
      <fieldset className="field-group">
        <legend>
          {label ?? <code>{param.name}</code>} {mark}
        </legend>
        {param.description ? <p className="field-hint">{param.description}</p> : null}
        <Fields
          fields={param.fields ?? []}
          branch={asBranch(node)}
          {...{ path, errors, onChange }}
        />
        <p className="field-error" aria-live="polite">
          {errors[path]}
        </p>
      </fieldset>
    );
  }
  if (isList(param)) {
    return <ListField {...{ param, path, errors, onChange, mark }} items={asList(node)} />;
  }
  const text = typeof node === 'string' ? node : undefined;
  const standard = textOf(param, param.default);
  const resettable = standard !== undefined && text !== standard && !param.ui?.readonly;
  return (
    <ParamField
      param={param}
      text={text}
      error={errors[path]}
      onChange={onChange}
      {...(label === undefined ? {} : { label })}
      extra={mark}
      onReset={resettable ? () => onChange(standard) : undefined}
    />
  );
}
