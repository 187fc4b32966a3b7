using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Reactive.Threading.Tasks;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>
/// One logged-in client of any SDK. All of them take the same commands: open, create, send and so on, each with a JSON object; and all tell what they hear as
/// JSON objects with <c>event</c> and, mostly, <c>conversation</c>. What they heard is kept, so that it may be asked for after it came.
/// </summary>
public abstract class Peer(Sdk sdk, string clientId) : IAsyncDisposable
{
    const int Remembered = 8;
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ReplaySubject<JsonObject> _heard = new();
    readonly List<string> _log = [];
    readonly List<JsonObject> _news = [];
    int _count;

    public Sdk Sdk { get; } = sdk;

    public string ClientId { get; } = clientId;

    /// <summary>The key that signs what it does; null for one who signs nothing.</summary>
    public string? MasterKey { get; set; }

    protected bool IsOpen { get; set; }

    public override string ToString() => $"{ClientId} ({Sdk.Title})";

    /// <summary>How much was heard so far, for <see cref="HearAsync"/> to start from.</summary>
    public int Mark => Volatile.Read(ref _count);

    /// <summary>What it was last asked, answered and told, for those who look for a fault.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_log)
                return [.. _log.TakeLast(Remembered)];
        }
    }

    public async Task<JsonNode?> AskAsync(string command, JsonObject? arguments = null)
    {
        var asked = Plain(arguments ?? [])!.AsObject();
        Remember($"asked {command} {Show(asked)}");
        try
        {
            var answer = Plain(await InvokeAsync(command, asked).WaitAsync(Patience));
            IsOpen = command switch { "open" => true, "close" => false, _ => IsOpen };
            Remember($"answered {command} {Show(answer)}");
            return answer;
        }
        catch (TimeoutException exception)
        {
            throw new ScenarioException($"{this}: no answer to {command}", exception);
        }
        catch (Exception exception)
        {
            Remember($"refused {command}: {exception.Message}");
            throw;
        }
    }

    /// <summary>What this client hears, or heard, of the kind: the first that fits.</summary>
    public async Task<JsonObject> HearAsync(string kind, string? conversation, Func<JsonObject, bool>? fits = null, int from = 0)
    {
        try
        {
            return await _heard.Skip(from)
                .FirstAsync(news => (string?)news["event"] == kind && (conversation is null || (string?)news["conversation"] == conversation)
                    && fits?.Invoke(news) != false)
                .Timeout(Patience)
                .ToTask();
        }
        catch (TimeoutException exception)
        {
            throw new ScenarioException($"{this}: heard no fitting {kind}", exception);
        }
    }

    /// <summary>What was heard of the kind so far.</summary>
    public IReadOnlyList<JsonObject> Heard(string kind, string conversation)
    {
        lock (_log)
            return [.. _news.Where(news => (string?)news["event"] == kind && (string?)news["conversation"] == conversation)];
    }

    /// <summary>One more client in the same process, on the same socket where the SDK shares it.</summary>
    public abstract Peer Beside(string clientId);

    /// <summary>Cuts the network of a client that is alone, for ever.</summary>
    public virtual ValueTask VanishAsync() => throw new InvalidOperationException($"{this} is not alone.");

    /// <summary>Logs out, when it is logged in.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (!IsOpen)
            return;
        try
        {
            await this.CloseAsync();
        }
        catch (ScenarioException)
        {
            // Whoever cannot log out is gone already.
        }
    }

    protected abstract Task<JsonNode?> InvokeAsync(string command, JsonObject arguments);

    internal void Tell(JsonObject news)
    {
        if ((string?)news["event"] == "conflict")
            IsOpen = false;
        Remember($"heard {Show(news)}");
        lock (_log)
            _news.Add(news);
        Interlocked.Increment(ref _count);
        _heard.OnNext(Plain(news)!.AsObject());
    }

    /// <summary>The same as if it had come as text: numbers then convert into any type of number.</summary>
    static JsonNode? Plain(JsonNode? node) => node is null ? null : JsonNode.Parse(node.ToJsonString());

    void Remember(string line)
    {
        lock (_log)
            _log.Add(line);
    }

    static string Show(JsonNode? node) => node?.ToJsonString(Readable) ?? "";
}
