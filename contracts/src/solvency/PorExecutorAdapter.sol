// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IProofOfReserve} from "../interfaces/IProofOfReserve.sol";
import {IReserveFreezer} from "../interfaces/IReserveFreezer.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";

/// @notice Freezes a lending market's reserves of claims that are not backed, see `IProofOfReserve`.
/// @dev The market must allow it to freeze; it can do nothing else, and never thaws.
contract PorExecutorAdapter is IProofOfReserve {
    struct Backing {
        bytes32 chainKey;
        address asset;
        bool isListed;
        bool isFrozen;
    }

    ISolvencyOracle public immutable oracle;
    IReserveFreezer public immutable freezer;

    address[] private _reserves;
    mapping(address reserve => Backing) private _backings;

    constructor(
        ISolvencyOracle oracle_,
        IReserveFreezer freezer_,
        address[] memory reserves,
        bytes32[] memory chainKeys,
        address[] memory assets
    ) {
        if (reserves.length != chainKeys.length || reserves.length != assets.length) {
            revert InvalidReserves();
        }
        (oracle, freezer, _reserves) = (oracle_, freezer_, reserves);
        for (uint256 i = 0; i < reserves.length; i++) {
            if (_backings[reserves[i]].isListed) revert InvalidReserves();
            _backings[reserves[i]] = Backing(chainKeys[i], assets[i], true, false);
        }
    }

    /// @inheritdoc IProofOfReserve
    function executeEmergencyAction() external {
        bool acted = false;
        for (uint256 i = 0; i < _reserves.length; i++) {
            address reserve = _reserves[i];
            bool unbacked = !_isBacked(reserve);
            if (unbacked) emit AssetIsNotBacked(reserve);
            if (unbacked == _backings[reserve].isFrozen) continue;
            _backings[reserve].isFrozen = unbacked;
            // Backed again: armed again, and no more. Thawing is for the market's governors.
            if (!unbacked) continue;
            // One reserve that the market refuses to freeze does not keep the others open.
            try freezer.setReserveFreeze(reserve, true) {
                acted = true;
            } catch {
                _backings[reserve].isFrozen = false;
            }
        }
        if (acted) emit EmergencyActionExecuted();
    }

    /// @inheritdoc IProofOfReserve
    function areAllReservesBacked(address[] calldata assets)
        external
        view
        returns (bool allBacked, bool[] memory unbacked)
    {
        allBacked = true;
        unbacked = new bool[](assets.length);
        for (uint256 i = 0; i < assets.length; i++) {
            unbacked[i] = !_isBacked(assets[i]);
            if (unbacked[i]) allBacked = false;
        }
    }

    /// @inheritdoc IProofOfReserve
    function areAllReservesBacked() external view returns (bool) {
        for (uint256 i = 0; i < _reserves.length; i++) {
            if (!_isBacked(_reserves[i])) return false;
        }
        return true;
    }

    /// @inheritdoc IProofOfReserve
    function isEmergencyActionPossible() external view returns (bool) {
        for (uint256 i = 0; i < _reserves.length; i++) {
            if (!_isBacked(_reserves[i]) && !_backings[_reserves[i]].isFrozen) return true;
        }
        return false;
    }

    function _isBacked(address reserve) private view returns (bool) {
        Backing storage backing = _backings[reserve];
        return backing.isListed && oracle.isBacked(backing.chainKey, backing.asset);
    }
}
