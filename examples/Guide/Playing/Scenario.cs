using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Runtime.CompilerServices;
using LeanRx;
using LeanRx.Server;

namespace Guide.Playing;

/// <summary>One scenario of the guide: it plays against a server of its own and fails when it sees anything but what it shows.</summary>
public abstract class Scenario : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly List<LeanClient> _clients = [];
    LeanServer? _server;

    protected LeanServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>How the server of this scenario behaves. Default: the demo application, in memory.</summary>
    protected virtual LeanServerOptions ServerOptions => new();

    /// <summary>Starts the server, plays, and takes everything down.</summary>
    public async Task RunAsync()
    {
        _server = await LeanServer.StartAsync(ServerOptions);
        await PlayAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task PlayAsync();

    /// <summary>A client that is not logged in yet; it ends with the scenario.</summary>
    protected LeanClient Client(string clientId) => Client(new LeanClientOptions { Server = Server.Url, ClientId = clientId });

    /// <inheritdoc cref="Client(string)"/>
    protected LeanClient Client(LeanClientOptions options)
    {
        var client = new LeanClient(options);
        _clients.Add(client);
        return client;
    }

    /// <summary>A client that is logged in.</summary>
    protected async Task<LeanClient> LogInAsync(string clientId)
    {
        var client = Client(clientId);
        await client.OpenAsync();
        return client;
    }

    /// <summary>One of the files of the folder Files: photo.png, 忐忑.mp3, BBC_奶酪.mp4 and leancloud.doc.</summary>
    protected static string OnDisk(string name) => Path.Combine(AppContext.BaseDirectory, "Files", name);

    /// <summary>The next value of a stream. Subscribed at once, so that nothing that follows the call is missed.</summary>
    protected static Task<T> Next<T>(IObservable<T> stream) => stream.FirstAsync().ToTask();

    /// <summary>The next values of a stream.</summary>
    protected static Task<IList<T>> Next<T>(IObservable<T> stream, int count) => stream.Take(count).ToList().ToTask();

    /// <summary>Fails the scenario unless both are equal; lists are compared value by value.</summary>
    protected static void Same<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string what = "") => Check.Same(expected, actual, what);

    /// <summary>Fails the scenario unless the condition holds.</summary>
    protected static void True(bool condition, [CallerArgumentExpression(nameof(condition))] string what = "") => Check.Same(true, condition, what);

    /// <summary>The error that the command ends with; fails the scenario when it succeeds or ends otherwise.</summary>
    protected static async Task<TError> Fails<TError>(Task command, [CallerArgumentExpression(nameof(command))] string what = "") where TError : Exception
    {
        try
        {
            await command;
        }
        catch (TError error)
        {
            return error;
        }
        throw new CheckException($"{what} succeeded, and should have failed with {typeof(TError).Name}");
    }
}
