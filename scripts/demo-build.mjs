// npm run demo:build: this project's own checks and build through the reporter, live on the page that `npm start` serves.
// PORT (8787) · PIPELINE_WIDGETS_SRC, for a pipeline elsewhere · arguments go on to `pipeline-widgets exec`
process.env.PIPELINE_WIDGETS_SRC ??= `http://localhost:${process.env.PORT ?? 8787}/api/pipelines/default`;
process.env.VERBOSE = '1'; // the log is the point
process.argv.splice(2, 0, 'exec', 'scripts/demo-build.json');
await import('../cli/main.ts');
