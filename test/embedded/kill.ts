import { killBursts } from './bursts';

/** tsx test/embedded/kill.ts [bursts=200] [folder of the compiled code] */
void killBursts(Number(process.argv[2] ?? 200), ...process.argv.slice(3, 4)).then(({ bursts, acknowledged, lost }) => {
  console.log(`${bursts} bursts killed, ${acknowledged} acknowledged writes, ${lost.length} lost or half done`);
  for (const one of lost.slice(0, 20)) console.log(one);
  process.exitCode = lost.length > 0 ? 1 : 0;
});
