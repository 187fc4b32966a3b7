using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reactive.Concurrency;
using LeanRx.Server.AspNetCore.Logging.Internal;
using LeanRx.Server.AspNetCore.Options.Internal;
using LeanRx.Server.AspNetCore.Proxies.Internal;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx.Server.AspNetCore.Hosting.Internal;

/// <summary>The engine, its store and the sockets that are open.</summary>
sealed class ServerHost : IAsyncDisposable
{
    static readonly TimeSpan s_goAwayTime = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<ClientSocket, Task> _sockets = [];
    readonly IMessageStore _store;
    readonly bool _ownsStore;
    readonly Lazy<IFileStore> _files;
    readonly bool _hasFiles;
    readonly bool _ownsFiles;
    readonly Lazy<Task> _engineStop;
    readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _isDraining;
    volatile bool _isStopping;

    public ServerHost(LeanServerOptions options, IServiceProvider services)
    {
        Options = HostOptionsCheck.Checked(options);
        var registered = options.Store is null ? services.GetService<IMessageStore>() : null;
        _store = options.Store ?? registered ?? new InMemoryMessageStore();
        _ownsStore = options.Store is null ? registered is null : options.OwnsStore;

        var registeredFiles = options.Files is null ? services.GetService<IFileStore>() : null;
        _files = new Lazy<IFileStore>(() => options.Files ?? registeredFiles ?? DirectoryFileStore.OpenTemporary());
        _hasFiles = options.Files is not null || registeredFiles is not null;
        _ownsFiles = options.Files is null ? registeredFiles is null : options.OwnsStore;

        var loggers = options.Engine.LoggerFactory;
        if (loggers == NullLoggerFactory.Instance && services.GetService<ILoggerFactory>() is { } hostLoggers)
            loggers = hostLoggers;
        loggers = BoundedLoggerFactory.Over(loggers, options.Engine.Scheduler);
        Logger = loggers.CreateLogger("LeanRx.Server.Host");
        DemoLogger = loggers.CreateLogger("LeanRx.Server.Demo");
        Engine = new MessagingEngine(_store, options.Engine with
        {
            LoggerFactory = loggers,
            MeterFactory = options.Engine.MeterFactory ?? services.GetService<IMeterFactory>(),
            Cluster = options.Engine.Cluster ?? services.GetService<ICluster>(),
        });
        Forwarded = new ForwardedRequests(options.KnownProxies, loggers);
        ReceiveBudget = new ReceiveBudget(options.MaxReceivingBytes);
        var fileLimit = ProcessFiles.Limit();
        Bounds = new ConnectionBounds(options, fileLimit);
        FileSlots = new FileSlots(ProcessFiles.MostFiles(fileLimit));
        Codecs = new FrameCodecs(options.Engine.Limits.MaxFrameDepth);
        _engineStop = new Lazy<Task>(() => Engine.DisposeAsync().AsTask());
    }

    public LeanServerOptions Options { get; }

    public MessagingEngine Engine { get; }

    public IMessageStore Store => _store;

    /// <summary>Where files are; a temporary directory is made when the first is asked for.</summary>
    public IFileStore Files => _files.Value;

    /// <summary>Where files are; null when it would be a temporary directory that nobody has asked for yet.</summary>
    public IFileStore? OpenedFiles => _files.IsValueCreated || _hasFiles ? _files.Value : null;

    public FrameCodecs Codecs { get; }

    public ForwardedRequests Forwarded { get; }

    public ReceiveBudget ReceiveBudget { get; }

    public ConnectionBounds Bounds { get; }

    public FileSlots FileSlots { get; }

    /// <summary>Whether there are as many sockets as may be.</summary>
    public bool IsFull => _sockets.Count >= Bounds.Most;

    public ILogger Logger { get; }

    /// <summary>A category of its own, which can be turned off where demonstrations are what the server is for.</summary>
    public ILogger DemoLogger { get; }

    /// <summary>Whether the server was asked to stop, and new connections had better go elsewhere.</summary>
    public bool IsDraining => Volatile.Read(ref _isDraining) != 0;

    public bool IsStopping => _isStopping;

    /// <summary>Keeps account of a socket until it is done. A socket that comes too late is closed.</summary>
    public void Add(ClientSocket socket)
    {
        _sockets[socket] = socket.Completion;
        if (_isStopping)
            socket.Close(CloseCodes.GoingAway, CloseCodes.GoingAwayReason);
    }

    public void Remove(ClientSocket socket) => _sockets.TryRemove(socket, out _);

    /// <summary>Over how long clients are asked to go elsewhere.</summary>
    public static TimeSpan GoAwayTimeOf(LeanServerOptions options, ICluster? cluster = null) =>
        options.GoAwayTime ?? ((cluster ?? options.Engine.Cluster) is null ? TimeSpan.Zero : s_goAwayTime);

    /// <summary>Drains, then stops.</summary>
    /// <param name="cancellationToken">Ends the waiting, and cuts the sockets that are still open.</param>
    public async Task DrainAndStopAsync(CancellationToken cancellationToken)
    {
        await DrainAsync(cancellationToken).ConfigureAwait(false);
        await StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Is ready no longer, goes on for a while, lets clients go elsewhere, and hands over what a node owns.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isDraining, 1) != 0)
        {
            await _drained.Task.ConfigureAwait(false);
            return;
        }
        try
        {
            await DrainOnceAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _drained.SetResult();
        }
    }

    async Task DrainOnceAsync(CancellationToken cancellationToken)
    {
        if (Options.DrainTime > TimeSpan.Zero)
        {
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => over.TrySetResult()))
            using (Options.Engine.Scheduler.Schedule(Options.DrainTime, () => over.TrySetResult()))
                await over.Task.ConfigureAwait(false);
        }

        try
        {
            var cluster = Engine.Options.Cluster;
            if (GoAwayTimeOf(Options, cluster) is var time && time > TimeSpan.Zero)
                await Engine.GoAwayAsync(time, cancellationToken).ConfigureAwait(false);
            if (cluster is not null)
                await cluster.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was told not to wait.
        }
    }

    /// <summary>
    /// Lets the engine finish and answer what was begun, then waits until the sockets have closed; each is cut after
    /// <see cref="LeanServerOptions.CloseTimeout"/>.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        using var cut = cancellationToken.Register(() => AbortAll(SocketLoss.ServerStopped));
        await _engineStop.Value.ConfigureAwait(false);
        foreach (var socket in _sockets.Keys)
            socket.Close(CloseCodes.GoingAway, CloseCodes.GoingAwayReason);
        await Task.WhenAll(_sockets.Values).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        if (_ownsStore)
            await _store.DisposeAsync().ConfigureAwait(false);
        if (_ownsFiles && OpenedFiles is { } files)
            await files.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Cuts every connection.</summary>
    public void DropConnections() => AbortAll(SocketLoss.Dropped);

    void AbortAll(SocketLoss loss)
    {
        foreach (var socket in _sockets.Keys)
            socket.Abort(loss);
    }
}
