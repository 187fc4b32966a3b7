using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Connections.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Uploads.Internal;

/// <summary>The uploads of one client: metadata first, then the bytes, again when the connection was lost on the way.</summary>
internal sealed class Uploader(ISession session) : IDeliveryTarget
{
    readonly CancellationTokenSource _closing = new();
    readonly Lazy<FileService> _service = new(() => new FileService(session.Options, session.Network));

    LeanClientOptions Options => session.Options;

    /// <summary>Ends the uploads that are under way, with what hangs on them, outside the gate; no more can begin.</summary>
    public void Close() => session.Deliveries.PostControl(this, null);

    void IDeliveryTarget.Deliver(object? item) => _closing.Cancel();

    public async Task<UploadedFile> UploadAsync(UploadSource source, UploadOptions options, CancellationToken cancellationToken)
    {
        using (source)
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
            try
            {
                linked.Token.ThrowIfCancellationRequested();
                await source.PrepareAsync(linked.Token).ConfigureAwait(false);
                var metadata = await DescribeAsync(source, options, linked.Token).ConfigureAwait(false);
                return await new Upload(_service.Value, source, metadata, options, this).RunAsync(linked.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (_closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new ClientClosedException("The client was disposed of before the file was uploaded.", exception);
            }
        }
    }

    /// <summary>Waits before another attempt; false when the policy says that there shall be none.</summary>
    public async Task<bool> PauseAsync(int attempt, TimeSpan elapsed, LeanRxException cause, CancellationToken cancellationToken)
    {
        if (session.ReconnectPolicy.NextDelay(new ReconnectContext
        {
            Attempt = attempt,
            Elapsed = elapsed,
            Cause = cause,
            Randomizer = session.Random.NextDouble,
        }) is not { } delay)
            return false;
        await Observable.Timer(delay, Options.Scheduler).ToTask(cancellationToken).ConfigureAwait(false);
        return true;
    }

    public DateTimeOffset Now => Options.Scheduler.Now;

    public void Report(Exception exception, string what) => session.Report(new Fault(FaultKind.Callback, $"{what} threw: {exception.Message}", exception));

    async Task<FileMetadata> DescribeAsync(UploadSource source, UploadOptions options, CancellationToken cancellationToken)
    {
        var read = Options.MetadataReader is { } reader ? await Task.Run(() => Read(reader, source), cancellationToken).ConfigureAwait(false) : null;
        var given = options.Metadata;
        return new FileMetadata
        {
            Name = given?.Name ?? source.Name,
            Format = given?.Format ?? MediaTypes.FormatOf(source.Name) ?? read?.Format,
            Size = given?.Size ?? source.Length,
            Width = given?.Width ?? read?.Width,
            Height = given?.Height ?? read?.Height,
            Duration = given?.Duration ?? read?.Duration,
        };
    }

    /// <summary>A file that the reader cannot make out is uploaded all the same.</summary>
    FileMetadata? Read(IFileMetadataReader reader, UploadSource source)
    {
        try
        {
            return reader.Read(source.Rewound(), source.Name);
        }
        catch (Exception exception)
        {
            Report(exception, "MetadataReader");
            return null;
        }
    }
}
