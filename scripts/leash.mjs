// node scripts/leash.mjs <pid>: ends that process group when the program that holds the other end of our stdin is gone.
// However it goes, kill -9 included, the kernel closes the pipe.
import { endGroup } from './group.mjs';

process.stdin.on('end', () => void endGroup(Number(process.argv[2]))).resume();
// A terminal sends these to everyone; what to do about them is decided by the program that holds us.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGHUP'])) process.on(signal, () => {});
