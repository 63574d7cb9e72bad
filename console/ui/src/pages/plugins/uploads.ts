import { uploadPlugin } from '../../api/plugins';
import { uploadQueue } from '../../uploads/queue';

export const pluginUploads = uploadQueue('.jar', uploadPlugin);
