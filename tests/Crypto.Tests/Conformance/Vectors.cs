using System.IO.Compression;
using System.Text.Json;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>Finds the published conformance suites: <c>$PLIMSOLL_VECTORS</c>, else <c>../shared/vectors</c> beside the checkout.</summary>
/// <remarks>Any subset of the folders may be there; a theory over an absent suite has no rows and is reported as skipped.</remarks>
internal static class Vectors
{
    private static readonly string? s_root = FindRoot();

    private static readonly string[] s_suites =
        ["eip2537", "eip4844", "kzg", "hash-to-curve", "bls-signatures", "zkcrypto-bls12-381", "poseidon2", "jubjub"];

    /// <summary>The suites that the tests know and that are there.</summary>
    public static IEnumerable<string> Present => s_suites.Where(suite => s_root is not null && Directory.Exists(Path.Combine(s_root, suite)));

    /// <summary>The file's path, or null when the suite or the file is not there.</summary>
    public static string? Find(string suite, string file) =>
        s_root is null ? null
        : Path.Combine(s_root, suite, file) is var path && File.Exists(path) ? path
        : null;

    /// <summary>One row (file, position, name) per element of each JSON array file; <paramref name="nameOf"/> labels it.</summary>
    public static IEnumerable<TheoryDataRow<string, int, string>> Rows(string suite, Func<JsonElement, string> nameOf, params string[] files)
    {
        foreach (string file in files)
        {
            if (Find(suite, file) is null)
                yield return Absent(suite, file);
            int count = 0;
            foreach (JsonElement element in Elements(suite, file))
                yield return new(file, count++, nameOf(element));
        }
    }

    /// <summary>The row that stands for a file that is not there; it is skipped with a reason.</summary>
    public static TheoryDataRow<string, int, string> Absent(string suite, string file) =>
        new(file, -1, "absent") { Skip = $"{suite}/{file} is neither in $PLIMSOLL_VECTORS nor in ../shared/vectors." };

    /// <summary>The element at <paramref name="position"/> of a JSON array file.</summary>
    public static JsonElement Element(string suite, string file, int position) => Elements(suite, file)[position];

    /// <summary>The whole document, or null when it is not there; <c>.gz</c> files are unpacked.</summary>
    public static JsonElement? Document(string suite, string file)
    {
        if (Find(suite, file) is not { } path)
            return null;
        lock (s_documents)
        {
            if (!s_documents.TryGetValue(path, out JsonElement document))
                s_documents.Add(path, document = Read(path));
            return document;
        }
    }

    private static readonly Dictionary<string, JsonElement> s_documents = [];

    private static JsonElement[] Elements(string suite, string file) => Document(suite, file)?.EnumerateArray().ToArray() ?? [];

    private static JsonElement Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("PLIMSOLL_VECTORS") is { Length: > 0 } named)
            return named;
        if (!Checkout.IsThere)
            return null;
        string shared = Checkout.PathOf("..", "shared", "vectors");
        return Directory.Exists(shared) ? shared : null;
    }
}
