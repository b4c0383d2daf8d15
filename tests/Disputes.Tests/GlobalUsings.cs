global using CsCheck;
global using Plimsoll.Crypto.Fields;
