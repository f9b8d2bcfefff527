// Browsers that do not know modules do not know WebGL 2 and WebAssembly either. Written so that they can read it.
document.getElementById('reason').textContent = 'This browser is too old for Remit. Use a current Chrome, Edge, Firefox or Safari, or the remit command line.';
