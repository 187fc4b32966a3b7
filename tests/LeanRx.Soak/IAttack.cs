namespace LeanRx.Soak;

/// <summary>What somebody with an application key and ill will does to a server.</summary>
interface IAttack
{
    string Name { get; }

    /// <summary>Plays it, and says what came of it.</summary>
    Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience);
}

/// <summary>What an attack brought to light, and whether that is as it should be.</summary>
sealed record Finding(string Seen, bool IsRight);
