global using Plimsoll.Crypto.Fields;
global using Plimsoll.Primitives;
global using Plimsoll.Snark.Circuits;
