import type { PackageDetails } from '../../api/packages';

/** What each view of a driver is given. */
export interface ViewProps {
  driver: PackageDetails;
  version: string;
  onChanged: () => void;
}
