// The provider comes first, so that the elements inside it find it at once.
import './pipeline-provider/define.ts';
import './pipeline-dashboard/define.ts';
import './pipeline-visualizer/define.ts';
import './infra-map/define.ts';
import './log-viewer/define.ts';
import './config-editor/define.ts';
import './pipeline-badge/define.ts';
import './run-history/define.ts';
