using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>A node process that runs one version of an SDK, for all its clients: lines of JSON go in and come out.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _pending = [];
    readonly ConcurrentDictionary<string, NodePeer> _peers = [];
    readonly ConcurrentQueue<string> _complaints = [];
    readonly Lock _input = new();
    readonly Task _reading;
    int _lastId;

    NodeProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                _complaints.Enqueue(text);
        };
        process.BeginErrorReadLine();
        _reading = ReadAsync();
    }

    /// <summary>What the SDK printed.</summary>
    public string Complaints => string.Join('\n', _complaints);

    public static NodeProcess Start(Sdk sdk, Uri server, string applicationId, string certificateFile)
    {
        var start = new ProcessStartInfo(NodeModules.Node!)
        {
            WorkingDirectory = NodeModules.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in (string[])["driver.js", sdk.Folder!, server.AbsoluteUri, applicationId, sdk.Options])
            start.ArgumentList.Add(argument);
        start.Environment["NODE_EXTRA_CA_CERTS"] = certificateFile;
        return new(Process.Start(start)!);
    }

    public NodePeer Add(Sdk sdk, string clientId) => new(this, sdk, clientId);

    internal void Add(NodePeer peer) => _peers[peer.ClientId] = peer;

    /// <summary>Ends it at once, which leaves its sockets without a word.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.StandardInput.Close();
        await _reading;
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    internal Task<JsonNode?> InvokeAsync(string clientId, string command, JsonObject arguments)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        var line = new JsonObject { ["id"] = id, ["client"] = clientId, ["command"] = command, ["arguments"] = arguments }.ToJsonString();
        lock (_input)
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        return answer.Task;
    }

    async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var told = JsonNode.Parse(line)!.AsObject();
            if (told["event"] is not null)
                _peers[(string)told["client"]!].Tell(told);
            else if (!_pending.TryRemove((int)told["id"]!, out var answer))
                _complaints.Enqueue("no one waits for " + line);
            else if ((string?)told["error"] is { } error)
                answer.TrySetException(new ScenarioException(error));
            else
                answer.TrySetResult(told["result"]);
        }

        foreach (var (_, answer) in _pending)
            answer.TrySetException(new ScenarioException($"the node process ended:\n{Complaints}"));
    }
}
