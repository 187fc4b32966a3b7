using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace LeanRx.Server.S3.Internal;

/// <summary>The objects of a bucket. Every failure is an <see cref="IOException"/> that says what to look at.</summary>
sealed class Bucket(S3FileStoreOptions options) : IDisposable
{
    const string TokenName = "token";

    /// <summary>How often a conditional write is tried that met another one.</summary>
    const int MaxMeetings = 5;

    readonly AmazonS3Client _client = Connect(options);

    public async ValueTask PutAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await _client.PutObjectAsync(Request(key, content), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Failure.IsOurs(exception))
        {
            throw Failure.Told("written", exception);
        }
    }

    /// <summary>Writes an object if there is none, or if it still is the one that was read.</summary>
    /// <param name="token">What only this writer calls it: an answer that got lost must not look like a defeat.</param>
    /// <param name="expected">The tag of the object that is to be replaced; null where there must be none.</param>
    /// <returns>False where something else is there.</returns>
    public async ValueTask<bool> TryPutAsync(string key, Stream content, string token, string? expected, CancellationToken cancellationToken)
    {
        for (var meetings = 1; ; meetings++)
        {
            var request = Request(key, content);
            request.Metadata[TokenName] = token;
            if (expected is null) request.IfNoneMatch = "*";
            else request.IfMatch = expected;
            try
            {
                await _client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return (await GetAsync(key, cancellationToken).ConfigureAwait(false))?.Token == token;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Conflict && meetings < MaxMeetings)
            {
                // Another write of the same object was under way; who was first is decided now.
            }
            catch (Exception exception) when (Failure.IsOurs(exception))
            {
                throw Failure.Told("written", exception);
            }
        }
    }

    /// <summary>Reads a small object; null where there is none.</summary>
    public async ValueTask<SmallObject?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetObjectAsync(options.Bucket, key, cancellationToken).ConfigureAwait(false);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return new SmallObject(content.ToArray(), response.ETag, response.Metadata[TokenName] ?? "");
        }
        catch (AmazonS3Exception exception) when (Failure.IsMissing(exception))
        {
            return null;
        }
        catch (Exception exception) when (Failure.IsOurs(exception))
        {
            throw Failure.Told("read", exception);
        }
    }

    /// <summary>Opens the bytes of an object from an offset on.</summary>
    public async ValueTask<GetObjectResponse> OpenAsync(string key, long offset, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectRequest { BucketName = options.Bucket, Key = key, ByteRange = offset == 0 ? null : new ByteRange($"bytes={offset}-") };
            return await _client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Failure.IsOurs(exception))
        {
            throw Failure.Told("read", exception);
        }
    }

    /// <summary>How long an object is; null where there is none.</summary>
    public async ValueTask<long?> LengthAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.GetObjectMetadataAsync(options.Bucket, key, cancellationToken).ConfigureAwait(false)).ContentLength;
        }
        catch (AmazonS3Exception exception) when (Failure.IsMissing(exception))
        {
            return null;
        }
        catch (Exception exception) when (Failure.IsOurs(exception))
        {
            throw Failure.Told("read", exception);
        }
    }

    /// <summary>The keys that begin so, in ordinal order.</summary>
    public async IAsyncEnumerable<string> ListAsync(string prefix, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = prefix, StartAfter = after };
        do
        {
            var page = await PageAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page.S3Objects ?? [])
                if (entry.Size > 0) yield return entry.Key;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    public async ValueTask DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await _client.DeleteObjectAsync(options.Bucket, key, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Failure.IsOurs(exception))
        {
            throw Failure.Told("deleted", exception);
        }
    }

    /// <summary>Whether an object is not the one that a writer called so; false where that cannot be seen.</summary>
    public async ValueTask<bool> IsUnnamedAsync(string key, string token)
    {
        try
        {
            return (await GetAsync(key, CancellationToken.None).ConfigureAwait(false))?.Token != token;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Deletes an object that nothing names any more. Where that cannot be done it stays, and nobody sees it.</summary>
    public async ValueTask TryDeleteAsync(string key)
    {
        try
        {
            await DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // What went wrong before is told, or nothing did.
        }
    }

    public void Dispose() => _client.Dispose();

    PutObjectRequest Request(string key, Stream content)
    {
        content.Position = 0;
        return new()
        {
            BucketName = options.Bucket,
            Key = key,
            InputStream = content,
            AutoCloseStream = false,
            AutoResetStreamPosition = true,
            UseChunkEncoding = false,
        };
    }

    async ValueTask<ListObjectsV2Response> PageAsync(ListObjectsV2Request request, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Failure.IsOurs(exception))
        {
            throw Failure.Told("listed", exception);
        }
    }

    static AmazonS3Client Connect(S3FileStoreOptions options)
    {
        // Sums of the newer kind are not known to every service; requests are signed with the sum of what they carry.
        var config = new AmazonS3Config
        {
            Timeout = options.Timeout,
            MaxErrorRetry = 2,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region;
            config.ForcePathStyle = true;
        }
        else config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        return options.AccessKeyId is null ? new(config) : new(new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey), config);
    }
}
