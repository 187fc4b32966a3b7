using System.Net;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Exporting;

/// <summary>Fetches one file: again when the line breaks, and by a new address when the one that is known has expired.</summary>
sealed class FileDownload(ExportContext context)
{
    const int MaxAttempts = 6;
    const int BufferBytes = 128 * 1024;
    const string Kind = "files";

    /// <summary>How long nothing may come of a file.</summary>
    static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Fetches a file, if it is not there.</summary>
    /// <remarks>What cannot be had is reported.</remarks>
    public async Task FetchAsync(FileToFetch file, CancellationToken cancellationToken)
    {
        if (file.IsElsewhere)
            return;
        if (ArchiveFile.ContentPath(file.Id) is not { } place)
        {
            context.Report.Refuse(Kind, file.Id, "its id can be no name of a file");
            return;
        }
        var path = context.Folder.PathOf(place);
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var attempt = 1; ; attempt++)
        {
            var (isThere, reason, mayHelp) = await TryAsync(file, path, cancellationToken).ConfigureAwait(false);
            if (isThere)
                return;
            if (!mayHelp || attempt >= MaxAttempts)
            {
                context.Report.Refuse(Kind, file.Id, reason);
                return;
            }
            var wait = TimeSpan.FromSeconds(Math.Pow(2, attempt - 1));
            context.Progress.Waits(reason, wait);
            await context.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
            if (await RenewedAsync(file, cancellationToken).ConfigureAwait(false) is { } renewed)
                file = renewed;
        }
    }

    async Task<(bool IsThere, string Reason, bool MayHelp)> TryAsync(FileToFetch file, string path, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(file.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return (false, $"it has no address that can be asked: {file.Url}", false);
        HttpResponseMessage answer;
        try
        {
            answer = await context.Files.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfTheLine(exception, cancellationToken))
        {
            return (false, exception.GetBaseException().Message, true);
        }
        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                return (false, $"{(int)answer.StatusCode} {answer.ReasonPhrase}",
                    answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or
                        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError);
            return await SaveAsync(file, answer, path, cancellationToken).ConfigureAwait(false) is { } fault ? (false, fault, true) : (true, "", false);
        }
    }

    /// <returns>What went wrong; null when the file is there.</returns>
    static async Task<string?> SaveAsync(FileToFetch file, HttpResponseMessage answer, string path, CancellationToken cancellationToken)
    {
        var unfinished = path + ArchiveFile.Unfinished;
        var output = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        long length;
        await using (output.ConfigureAwait(false))
        {
            var buffer = new byte[BufferBytes];
            try
            {
                var input = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                while (await ReadAsync(input, buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
                    await WriteAsync(output, buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not WriteException && IsOfTheLine(exception, cancellationToken))
            {
                return exception.GetBaseException().Message;
            }
            output.Flush(flushToDisk: true);
            length = output.Length;
        }
        if (answer.Content.Headers.ContentLength is { } announced && length != announced)
            return $"{length} bytes came of {announced}";
        if (file.Size > 0 && length != file.Size)
            return $"{length} bytes came, and its row says {file.Size}";
        File.Move(unfinished, path, overwrite: true);
        return null;
    }

    static async Task<int> ReadAsync(Stream input, byte[] buffer, CancellationToken cancellationToken) =>
        await input.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(AnswerTimeout, cancellationToken).ConfigureAwait(false);

    /// <summary>Writing fails otherwise than reading: nothing but room on the disk helps.</summary>
    static async Task WriteAsync(FileStream output, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new WriteException(exception);
        }
    }

    /// <summary>The file with the address that the server tells now; null when it tells none.</summary>
    async Task<FileToFetch?> RenewedAsync(FileToFetch file, CancellationToken cancellationToken)
    {
        try
        {
            using var row = await context.Api.GetAsync($"/1.1/files/{Uri.EscapeDataString(file.Id)}", cancellationToken).ConfigureAwait(false);
            return RowText.Of(row.RootElement, "url") is { Length: > 0 } url ? file with { Url = url } : null;
        }
        catch (RefusedException)
        {
            return null; // Then the old address is tried again.
        }
    }

    static bool IsOfTheLine(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    sealed class WriteException(IOException cause) : IOException(cause.Message, cause);
}
