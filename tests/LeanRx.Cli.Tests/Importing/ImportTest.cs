using System.Text.Json;
using LeanRx.Cli.Importing;
using LeanRx.Cli.Importing.Context;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Tests.Importing;

/// <summary>A folder for the export, a directory for the data, and the command that brings one into the other.</summary>
public abstract class ImportTest : IDisposable
{
    protected const string App = "demo";
    protected const string Chat = "65a1b2c3d4e5f60718293a4b";
    protected const string Room = "65a1b2c3d4e5f60718293a4c";
    protected const string Service = "65a1b2c3d4e5f60718293a4d";

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leanrx-import-tests-");

    protected string Export => Path.Combine(_directory.FullName, "export");

    protected string Data => Path.Combine(_directory.FullName, "data");

    public virtual void Dispose()
    {
        _directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A path outside of the export and the data.</summary>
    protected string Elsewhere(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>Writes a file of the export, one row a line.</summary>
    protected string Write(string name, params string[] rows) => WriteText(name, string.Concat(rows.Select(row => row + "\n")));

    protected string WriteText(string name, string text)
    {
        var path = Path.Combine(Export, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    protected string WriteBytes(string name, byte[] bytes)
    {
        var path = Path.Combine(Export, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A conversation of Tom and Jerry.</summary>
    protected static string ChatRow(string more = "") =>
        $$"""{"objectId":"{{Chat}}","name":"chat","c":"Tom","m":["Tom","Jerry"],"mu":[],"tr":false,"sys":false,"unique":false,"createdAt":"2026-01-12T08:00:00.000Z","updatedAt":"2026-02-12T08:00:00.000Z"{{more}}}""";

    protected static string MessageRow(string id, long timestamp, string data = "hello", string from = "Tom", string conversation = Chat, string more = "") =>
        $$"""{"msg-id":"{{id}}","timestamp":{{timestamp}},"conv-id":"{{conversation}}","from":"{{from}}","data":{{JsonSerializer.Serialize(data)}},"to":"{{conversation}}","is-conv":true,"is-room":false,"bin":false{{more}}}""";

    private protected async Task<(int ExitCode, string Output)> ImportAsync(Func<ImportSettings, ImportSettings>? change = null)
    {
        var settings = new ImportSettings([Export], Data, App, null, null, Elsewhere("report.json"), IsCheck: false);
        using var output = new StringWriter();
        var exitCode = await Import.RunAsync(change?.Invoke(settings) ?? settings, output, TextWriter.Null, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString());
    }

    /// <summary>Looks into the data, and closes it again.</summary>
    protected async Task<T> InStoreAsync<T>(Func<IMessageStore, Task<T>> look)
    {
        await using var store = await SqliteMessageStore.OpenAsync(Path.Combine(Data, "leanrx.db"));
        return await look(store);
    }

    protected Task<StoredMessage[]> HistoryAsync(string conversation = Chat, string? visibleTo = null) => InStoreAsync(async store =>
        (await store.Messages.ReadHistoryAsync(new HistoryQuery { ApplicationId = App, ConversationId = conversation, Limit = 1000, VisibleTo = visibleTo }))
            .ToArray());

    protected async Task<string> IdsAsync(string conversation = Chat) => string.Join(' ', (await HistoryAsync(conversation)).Select(message => message.Id));

    protected Task<ConversationRecord?> ConversationAsync(string id = Chat) => InStoreAsync(async store => await store.Conversations.FindAsync(App, id));

    /// <summary>The report as JSON.</summary>
    protected JsonElement Report()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Elsewhere("report.json")));
        return document.RootElement.Clone();
    }

    /// <summary>Why rows were refused, in their order: file, row, reason.</summary>
    protected string[] Refusals() =>
        [.. Report().GetProperty("refusals").EnumerateArray()
        .Select(row => $"{row.GetProperty("file").GetString()} {row.GetProperty("row").GetInt64()}: {row.GetProperty("reason").GetString()}")];

    protected string[] Faults() => [.. Report().GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!)];
}
