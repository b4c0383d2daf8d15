using System.Text.Json;

namespace Plimsoll.Devnet;

/// <summary>A chain's state on disk, of which one whole copy is always there.</summary>
/// <remarks>Anvil writes its file in place, so a kill at the wrong moment cuts it off. It gets a file of its own, and what it wrote whole is copied and renamed.</remarks>
internal sealed class StateFiles(string kept)
{
    private DateTime _seen;

    /// <summary>The file that Anvil reads at its start and writes while it runs.</summary>
    public string Working { get; } = kept + ".working";

    /// <summary>Before a start: gives Anvil what it wrote last, or, if that is cut off, the copy before it.</summary>
    public void Prepare()
    {
        if (IsWhole(Working))
        {
            Keep();
            return;
        }

        File.Delete(Working);
        if (IsWhole(kept))
            File.Copy(kept, Working);
    }

    /// <summary>Keeps what Anvil has written since the last call, if it is whole.</summary>
    public void Keep()
    {
        DateTime written = File.GetLastWriteTimeUtc(Working);
        if (written == _seen || !IsWhole(Working))
            return;
        string copy = kept + ".copy";
        File.Copy(Working, copy, overwrite: true);
        if (!IsWhole(copy))
            return; // Anvil began to write meanwhile
        File.Move(copy, kept, overwrite: true);
        _seen = written;
    }

    private static bool IsWhole(string file)
    {
        try
        {
            Utf8JsonReader json = new(File.ReadAllBytes(file));
            json.Read();
            json.Skip();
            return !json.Read();
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            return false;
        }
    }
}
