using LeanRx.Cli.Common;

namespace LeanRx.Cli.Exporting;

/// <summary>Walks lists in order, page by page, with the first pages of the next ones already on their way.</summary>
static class ListWalker
{
    /// <summary>So many lists in which there was nothing are asked for again at most.</summary>
    const int EmptyLists = 8;

    /// <summary>Walks the lists from the cursor on; each page with rows is on the disk before the next one is asked for.</summary>
    /// <param name="steps">What is to be done, always in the same order: lists, and between them rows that are known.</param>
    public static async Task WalkAsync(ExportContext context, IEnumerable<ListStep> steps, Action<ListStep> tell, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<(ListStep Step, string? Position, Task<ListPage> Page)>();
        using var rest = Rest(steps, context.Cursor.List.After).GetEnumerator();
        var position = context.Cursor.List.Position;
        var done = 0L;
        try
        {
            while (true)
            {
                while (underWay.Count < context.Settings.Parallel && rest.MoveNext())
                {
                    underWay.Enqueue((rest.Current, position, rest.Current.List?.FetchAsync(context, position, ending.Token)
                        ?? Task.FromResult(new ListPage(rest.Current.Known, null))));
                    position = null;
                }
                if (underWay.Count == 0)
                    break;
                var (step, _, first) = underWay.Peek();
                var page = await first.ConfigureAwait(false);
                underWay.Dequeue();
                await WriteAsync(context, step, page, cancellationToken).ConfigureAwait(false);
                // The first one at once: so every run comes on, however soon it is ended.
                if (done++ % EmptyLists == 0)
                    context.Folder.Commit();
                tell(step);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            foreach (var (_, _, page) in underWay)
                await ((Task)page).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        context.Folder.Commit();
    }

    static async Task WriteAsync(ExportContext context, ListStep step, ListPage page, CancellationToken cancellationToken)
    {
        var file = context.Folder.Rows(step.File);
        while (true)
        {
            foreach (var row in page.Rows)
                file.Add(row);
            var next = page.Next;
            context.Cursor.List = next is null ? context.Cursor.List with { After = step.Key, Position = null } : context.Cursor.List with { Position = next };
            // Rows that are known come from the disk, and can be read again.
            if (step.List is not null && page.Rows.Count > 0)
                context.Folder.Commit();
            if (next is null)
                return;
            page = await step.List!.FetchAsync(context, next, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What comes behind a step.</summary>
    static IEnumerable<ListStep> Rest(IEnumerable<ListStep> steps, string? after)
    {
        var isBehind = after is null;
        foreach (var step in steps)
        {
            if (isBehind)
                yield return step;
            isBehind = isBehind || step.Key == after;
        }
        if (!isBehind)
            throw new ToolException($"the cursor file speaks of {after}, which is not there; export into an empty folder") { ExitCode = ExitCodes.Failure };
    }
}
