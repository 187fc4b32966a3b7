using System.Globalization;
using LeanRx.Soak.Attacks;

namespace LeanRx.Soak;

/// <summary>Plays every attack against one server beside a normal chat, and holds what must hold.</summary>
sealed class Soaking(Dose dose, string only)
{
    static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    const double MemoryKept = 1.2;

    readonly IAttack[] _attacks =
    [
        new StrangerReads(), new MutedEdit(), new ActiveFiles(), new OldSignature(), new ChunkOverflow(), new LongTags(), new BigAnswer(), new SlowReaders(),
        new WriteAmplification(), new LargeAnswers(), new Scans(), new OpenFiles(),
    ];

    public async Task<int> RunAsync()
    {
        await using var target = await Target.StartAsync();
        await using var chat = new NormalChat(target);
        using var patience = new CancellationTokenSource(Patience * _attacks.Length);
        await chat.BeginAsync(patience.Token);

        var cold = await QuietAsync(target, int.MaxValue, patience.Token);
        // What an attack makes the runtime compile and keep for good is there before memory is measured.
        foreach (var attack in _attacks.Where(attack => attack.Name.Contains(only, StringComparison.Ordinal)))
            await PlayAsync(attack, target, Dose.Quick, patience.Token);
        var start = await QuietAsync(target, int.MaxValue, patience.Token);
        chat.TakeWaits();

        Console.WriteLine("| attack | what came of it | sends beside it, median | longest | MB at its end | |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | --- |");
        var failures = 0;
        foreach (var attack in _attacks.Where(attack => attack.Name.Contains(only, StringComparison.Ordinal)))
        {
            var finding = await PlayAsync(attack, target, dose, patience.Token);
            var (median, longest) = chat.TakeWaits();
            var isRight = finding.IsRight && longest < LongestSend && target.IsAlive;
            failures += isRight ? 0 : 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {attack.Name} | {finding.Seen} | {median.TotalMilliseconds:N0} ms | {longest.TotalMilliseconds:N0} ms | " +
                $"{(target.IsAlive ? target.Resident() : 0)} | {(isRight ? "right" : "**wrong**")} |"));
        }

        var allowed = (int)(start * MemoryKept);
        var end = target.IsAlive ? await QuietAsync(target, allowed, patience.Token) : 0;
        var missing = await MissingAsync(chat, patience.Token);
        failures += (target.IsAlive && end <= allowed ? 0 : 1) + (missing == 0 ? 0 : 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"soak: {chat.Sent} sends, {missing} unheard, memory {cold} MB at first, {start} MB after a light dose and {end} MB after the full one, " +
            $"{failures} wrong"));
        return failures == 0 ? 0 : 1;
    }

    static async Task<Finding> PlayAsync(IAttack attack, Target target, Dose dose, CancellationToken patience)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience);
        limit.CancelAfter(Patience);
        try
        {
            return await attack.RunAsync(target, dose, limit.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !patience.IsCancellationRequested)
        {
            return new Finding($"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}", IsRight: false);
        }
    }

    /// <summary>The server's memory when it is at most as much as allowed, or after a minute and a half.</summary>
    static async Task<int> QuietAsync(Target target, int allowed, CancellationToken patience)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 3 || (i < 18 && target.Resident() > allowed); i++)
            await timer.WaitForNextTickAsync(patience);
        return target.Resident();
    }

    static async Task<int> MissingAsync(NormalChat chat, CancellationToken patience)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var sent = chat.Sent;
        for (var i = 0; i < 50 && chat.Heard < sent; i++)
            await timer.WaitForNextTickAsync(patience);
        return Math.Max(0, sent - chat.Heard);
    }
}
