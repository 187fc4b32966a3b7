using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LeanRx.Tests.Outbox;

/// <summary>A disk that is full costs the sends that do not fit, and leaves nothing of them.</summary>
[Collection(CountsTheProcess.Name)]
public sealed class FullDiskTests : IDisposable
{
    /// <summary>SIGXFSZ: a file would become larger than the process may write.</summary>
    const PosixSignal FileTooLarge = (PosixSignal)25;

    readonly string _folder = Directory.CreateTempSubdirectory("leanrx-outbox").FullName;
    FileOutboxStore _store;

    public FullDiskTests() => _store = new FileOutboxStore(Path.Combine(_folder, "outbox"));

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    Task Add(string token) => _store.AddAsync([new OutboxEntry("tom", token, $"{{\"cmd\":\"direct\",\"cid\":\"room\",\"dt\":\"{token}\",\"msg\":\"hi\"}}")]);

    async Task<IEnumerable<string>> TokensAsync() => (await _store.LoadAsync()).Entries.Select(entry => entry.Token);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_send_that_the_file_refused_is_not_in_it_later(bool isUsedAgain)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "prlimit bounds the size of files on Linux only.");
        await Add("a");
        using (PosixSignalRegistration.Create(FileTooLarge, static signal => signal.Cancel = true))
        {
            Bound(new FileInfo(_store.Path).Length + 10);
            try
            {
                await Assert.ThrowsAsync<OutboxStoreException>(() => Add("refused"));
            }
            finally
            {
                Bound(null);
            }
        }
        if (isUsedAgain)
            await Add("b");

        _store.Dispose();
        _store = new FileOutboxStore(_store.Path);
        Assert.Equal(isUsedAgain ? ["a", "b"] : ["a"], await TokensAsync());
        Assert.Null((await _store.LoadAsync()).Damage);
    }

    /// <summary>Lets this process write files of so many bytes at most; null: any number.</summary>
    static void Bound(long? bytes)
    {
        var limit = bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        using var process = Process.Start("prlimit", ["--pid", $"{Environment.ProcessId}", $"--fsize={limit}:"])!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
