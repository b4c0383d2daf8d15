global using CsCheck;
global using Plimsoll.Crypto.Curves;
global using Plimsoll.Crypto.Fields;
global using Plimsoll.Devnet;
global using Plimsoll.Devnet.Tests;
