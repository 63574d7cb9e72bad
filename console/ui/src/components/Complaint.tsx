import { useMessage } from './useMessage';

/** Why a form was not carried out; nothing where there is no error. */
export function Complaint({ error }: { error: unknown }) {
  const say = useMessage();
  return error ? (
    <p role="alert" className="field-error">
      {say(error)}
    </p>
  ) : null;
}
