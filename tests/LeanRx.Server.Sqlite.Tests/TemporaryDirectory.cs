namespace LeanRx.Server.Sqlite.Tests;

/// <summary>A directory that goes away with its test.</summary>
sealed class TemporaryDirectory : IDisposable
{
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leanrx-");

    public string this[string name] => Path.Combine(_directory.FullName, name);

    public override string ToString() => _directory.FullName;

    public void Dispose() => _directory.Delete(recursive: true);
}
