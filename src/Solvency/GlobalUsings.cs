global using Plimsoll.Primitives;
