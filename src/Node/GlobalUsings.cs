global using Plimsoll.Crypto.Fields;
global using Plimsoll.Primitives;
