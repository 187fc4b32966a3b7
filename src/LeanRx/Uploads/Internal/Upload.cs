namespace LeanRx.Uploads.Internal;

/// <summary>One upload, over all its attempts.</summary>
internal sealed class Upload(FileService service, UploadSource source, FileMetadata metadata, UploadOptions options, Uploader uploads)
{
    readonly string _contentType = options.ContentType ?? MediaTypes.Of(source.Name);
    readonly DateTimeOffset _begun = uploads.Now;
    IProgress<UploadProgress>? _progress = options.Progress;
    UploadTicket? _ticket;

    public async Task<UploadedFile> RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
            catch (LeanRxException exception) when (attempt < options.MaxAttempts && MayPass(exception))
            {
                if (!await uploads.PauseAsync(attempt, uploads.Now - _begun, exception, cancellationToken).ConfigureAwait(false))
                {
                    await GiveUpAsync(cancellationToken).ConfigureAwait(false);
                    throw;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await GiveUpAsync(cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
    }

    async Task<UploadedFile> TryAsync(int attempt, CancellationToken cancellationToken)
    {
        Report(0, attempt);
        // The same permission in each attempt: bytes that arrived without our hearing of it are not stored twice.
        _ticket ??= await service.RequestAsync(source, metadata, _contentType, options.KeepFileName, cancellationToken).ConfigureAwait(false);
        await service.SendAsync(_ticket, source, _contentType, sent => Report(sent, attempt), cancellationToken).ConfigureAwait(false);
        await service.ConfirmAsync(_ticket, isUploaded: true, cancellationToken).ConfigureAwait(false);
        return new UploadedFile(_ticket.Url, _ticket.ObjectId, metadata);
    }

    /// <summary>A permission that is no longer good is asked for anew; the network may come back; a refusal stays one.</summary>
    bool MayPass(LeanRxException exception)
    {
        if (exception is ServerRejectedException { Code: 401 or 403 } && _ticket is not null)
        {
            _ticket = null;
            return true;
        }
        return exception is ConnectionLostException { IsTransient: true };
    }

    /// <summary>Tells the server, as the original clients do, that nothing will come of it.</summary>
    async Task GiveUpAsync(CancellationToken cancellationToken)
    {
        if (_ticket is null)
            return;
        try
        {
            await service.ConfirmAsync(_ticket, isUploaded: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LeanRxException or OperationCanceledException)
        {
            // The upload's own failure is what the caller hears of.
        }
    }

    void Report(long sent, int attempt)
    {
        try
        {
            _progress?.Report(new UploadProgress { SentBytes = sent, TotalBytes = source.Length, Attempt = attempt });
        }
        catch (Exception exception)
        {
            _progress = null;
            uploads.Report(exception, "Progress");
        }
    }
}
