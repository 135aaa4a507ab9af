/** A picture to send for whoever has none at hand: a mug with a crack, drawn here. */
export function samplePhoto(): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 360;
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.reject(new Error('This browser cannot draw the sample photo.'));
  const wall = pen.createLinearGradient(0, 0, 0, 360);
  wall.addColorStop(0, '#d9cfc3');
  wall.addColorStop(0.66, '#c9bcac');
  wall.addColorStop(0.67, '#8a6a4d');
  wall.addColorStop(1, '#6f533b');
  pen.fillStyle = wall;
  pen.fillRect(0, 0, 480, 360);
  pen.fillStyle = 'rgb(0 0 0 / 25%)';
  pen.beginPath();
  pen.ellipse(250, 300, 130, 18, 0, 0, Math.PI * 2);
  pen.fill();
  const glaze = pen.createLinearGradient(150, 0, 330, 0);
  glaze.addColorStop(0, '#1d4f91');
  glaze.addColorStop(0.35, '#4f86c9');
  glaze.addColorStop(1, '#173f75');
  pen.strokeStyle = '#2a5fa3';
  pen.lineWidth = 22;
  pen.beginPath();
  pen.ellipse(338, 205, 42, 52, 0, -1.4, 1.4);
  pen.stroke();
  pen.fillStyle = glaze;
  pen.beginPath();
  pen.roundRect(150, 110, 190, 190, [6, 6, 34, 34]);
  pen.fill();
  pen.fillStyle = '#e9edf3';
  pen.beginPath();
  pen.ellipse(245, 112, 95, 17, 0, 0, Math.PI * 2);
  pen.fill();
  pen.strokeStyle = '#0d1b2c';
  pen.lineWidth = 4;
  pen.beginPath();
  pen.moveTo(262, 126);
  for (const [x, y] of [
    [248, 160],
    [270, 186],
    [244, 214],
    [262, 246],
    [250, 298],
  ] as const)
    pen.lineTo(x, y);
  pen.moveTo(270, 186);
  pen.lineTo(306, 204);
  pen.moveTo(244, 214);
  pen.lineTo(206, 236);
  pen.stroke();
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The sample photo could not be made.'))),
      'image/png',
    ),
  );
}
