using System.Reactive.Concurrency;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Exporting;

/// <summary>What all stages of an export share.</summary>
sealed record ExportContext(ExportSettings Settings, RestApi Api, HttpClient Files, ExportFolder Folder, ExportProgress Progress, ExportReport Report,
    IScheduler Scheduler)
{
    public ExportCursor Cursor => Folder.Cursor;

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Pause.ForAsync(Scheduler, time, cancellationToken);
}
