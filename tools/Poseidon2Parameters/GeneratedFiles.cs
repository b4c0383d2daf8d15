namespace Plimsoll.Tools.Poseidon2;

/// <summary>Every file that this tool writes.</summary>
public static class GeneratedFiles
{
    /// <summary>The path of each file, relative to the repository, and its text.</summary>
    public static IEnumerable<(string Path, string Text)> All() => [(CSharpFile.Path, CSharpFile.Write()), (SolidityFile.Path, SolidityFile.Write()), (SolidityConstantsFile.Path, SolidityConstantsFile.Write())];
}
