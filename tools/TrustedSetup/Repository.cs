/// <summary>The checkout that the tool runs in.</summary>
internal static class Repository
{
    public static string? FindRoot()
    {
        string? root = Directory.GetCurrentDirectory();
        while (root is not null && !File.Exists(Path.Combine(root, "Plimsoll.slnx")))
            root = Path.GetDirectoryName(root);
        return root;
    }
}
