import { Link } from 'react-router';

/** From a panel to the page it is about. */
export function AllLink({ to, text }: { to: string; text: string }) {
  return (
    <Link to={to} className="panel-link">
      {text}
    </Link>
  );
}
