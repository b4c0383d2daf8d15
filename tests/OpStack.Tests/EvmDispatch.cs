using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>Code that answers some functions itself and passes all others on to published code: what later releases add, in front of what is published.</summary>
internal sealed class EvmDispatch
{
    private const int Entry = 11;

    private readonly List<(byte[] Selector, byte[] Body)> _functions = [];

    /// <summary>A function that returns a fixed address.</summary>
    public EvmDispatch Answer(string signature, Address value) => Answer(signature, new Bytes32([.. new byte[12], .. value.Span]));

    /// <summary>A function that returns a fixed number.</summary>
    public EvmDispatch Answer(string signature, ulong value) => Answer(signature, Bytes32.FromUInt256(value));

    /// <summary>A function that returns fixed words.</summary>
    public EvmDispatch Answer(string signature, params Bytes32[] words) =>
        Add(signature, [.. words.SelectMany((word, i) => (byte[])[0x7f, .. word.Span, 0x60, (byte)(32 * i), 0x52]), 0x61, .. Place(32 * words.Length), 0x60, 0, 0xf3]);

    /// <summary>A function that returns whether its first argument is an address.</summary>
    public EvmDispatch IsIt(string signature, Address value) => Add(signature, [0x60, 4, 0x35, 0x73, .. value.Span, 0x14, 0x60, 0, 0x52, 0x60, 32, 0x60, 0, 0xf3]);

    /// <summary>A function that announces its first argument, indexed.</summary>
    public EvmDispatch Announce(string signature, string declaration) => Add(signature, [0x60, 4, 0x35, 0x7f, .. AbiEvent.Parse(declaration).Topic.Span, 0x60, 0, 0x60, 0, 0xa2, 0x00]);

    /// <summary>All others revert.</summary>
    public byte[] Refuse() => Build(_ => [0x60, 0, 0x60, 0, 0xfd]);

    /// <summary>All others are passed on, in this contract's own storage.</summary>
    public byte[] PassOn(Address code) => Build(at =>
    {
        const int Returns = 50;
        return
        [
            0x36, 0x60, 0, 0x60, 0, 0x37, 0x60, 0, 0x60, 0, 0x36, 0x60, 0, 0x73, .. code.Span, 0x5a, 0xf4, // the same call
            0x3d, 0x60, 0, 0x60, 0, 0x3e, 0x61, .. Place(at + Returns), 0x57, 0x3d, 0x60, 0, 0xfd, 0x5b, 0x3d, 0x60, 0, 0xf3, // and what it returns
        ];
    });

    private static byte[] Place(int at) => [(byte)(at >> 8), (byte)at];

    private byte[] Build(Func<int, byte[]> otherwise)
    {
        List<byte> code = [0x60, 0, 0x35, 0x60, 0xe0, 0x1c], bodies = [];
        int at = code.Count + _functions.Count * Entry;
        byte[] last = otherwise(at);
        foreach ((byte[] selector, byte[] body) in _functions)
        {
            code.AddRange([0x80, 0x63, .. selector, 0x14, 0x61, .. Place(at + last.Length + bodies.Count), 0x57]);
            bodies.AddRange([0x5b, .. body]);
        }

        return [.. code, .. last, .. bodies];
    }

    private EvmDispatch Add(string signature, byte[] body)
    {
        _functions.Add((Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(signature)).Span[..4].ToArray(), body));
        return this;
    }
}
