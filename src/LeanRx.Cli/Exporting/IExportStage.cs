namespace LeanRx.Cli.Exporting;

/// <summary>One part of an export. It goes on where the cursor says, and may be ended at any moment.</summary>
interface IExportStage
{
    /// <summary>The name under which the cursor knows it.</summary>
    string Name { get; }

    /// <summary>Sets the cursor to the beginning of the stage.</summary>
    void Begin(ExportCursor cursor);

    Task RunAsync(CancellationToken cancellationToken);
}
